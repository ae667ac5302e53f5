document.getElementById('app')!.textContent = 'trace';

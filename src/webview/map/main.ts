document.getElementById('app')!.textContent = 'map';

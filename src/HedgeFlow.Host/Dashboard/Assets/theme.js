// Before the first paint: the theme that was chosen here, else the system's.
try {
  const chosen = localStorage.getItem('hedgeflow-theme');
  if (chosen === 'dark' || chosen === 'light') document.documentElement.dataset.theme = chosen;
} catch { /* no storage: the system decides */ }

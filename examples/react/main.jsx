import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'sitrep-analyzer/define';

function Reading() {
  const [text, setText] = useState('');
  const [said, setSaid] = useState('');
  return <>
    <textarea id="text" value={text} onChange={(event) => setText(event.target.value)} />
    <sitrep-analyzer mode="card" text={text} onsitrep-report={(event) => setSaid(event.target.report.summary.sentence)} />
    <output id="said">{said}</output>
  </>;
}

createRoot(document.getElementById('root')).render(<Reading />);

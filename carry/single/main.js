/** The whole page as one script. */
import './app.js';
import './frame.js';

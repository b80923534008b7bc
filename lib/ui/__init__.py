"""The only code that knows Streamlit, beside the pages: address, frame, sections."""

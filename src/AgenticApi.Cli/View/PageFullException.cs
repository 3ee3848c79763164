namespace AgenticApi.Cli.View;

/// <summary>The page has more bytes than it may have: it is written again with less detail.</summary>
internal sealed class PageFullException : Exception;

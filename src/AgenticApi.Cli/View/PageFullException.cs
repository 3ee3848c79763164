namespace AgenticApi.Cli.View;

/// <summary>The page exceeds its maximum size and must be written again with less detail.</summary>
internal sealed class PageFullException : Exception;

namespace AgenticApi.Serving;

/// <summary>The place of a value in the file of its record, in bytes.</summary>
internal readonly record struct FileValue(long Start, int Length);

namespace AgenticApi.Serving;

/// <summary>Where a value is in the file of its record.</summary>
internal readonly record struct FileValue(long Start, int Length);

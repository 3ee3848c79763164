using System.Diagnostics;

namespace AgenticApi.Execution;

/// <summary>Builds the tags of a measurement.</summary>
internal static class TagListExtensions
{
    /// <summary>Adds a tag whose value is known.</summary>
    public static void AddKnown(this ref TagList tags, string name, string? value)
    {
        if (value is not null)
        {
            tags.Add(name, value);
        }
    }
}

using System.Runtime.CompilerServices;

namespace AgenticApi.Execution.Schemas;

/// <summary>Where a check is: what it may still spend, and which references it followed without going deeper into the value.</summary>
/// <param name="Left">
/// How many schemas may still be applied. Alternatives inside alternatives can multiply without end, in a schema of a few lines.
/// </param>
/// <param name="Trail">The references that are being followed for the value at hand; null for none.</param>
internal readonly record struct SchemaWalk(StrongBox<long> Left, SchemaTrail? Trail)
{
    /// <summary>The walk for a value inside the one at hand.</summary>
    internal SchemaWalk Inside => new(Left, null);
}

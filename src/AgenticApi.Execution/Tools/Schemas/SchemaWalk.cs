using System.Runtime.CompilerServices;

namespace AgenticApi.Execution.Schemas;

/// <summary>The state of a validation: its remaining budget, and the references that it followed for the current value.</summary>
/// <param name="Left">
/// The number of schemas that may still be applied. Nested alternatives can multiply without a limit, even in a short schema.
/// </param>
/// <param name="Trail">The references that were followed for the current value; null for none.</param>
internal readonly record struct SchemaWalk(StrongBox<long> Left, SchemaTrail? Trail)
{
    /// <summary>The state for a value inside the current one.</summary>
    internal SchemaWalk Inside => new(Left, null);
}

using AgenticApi.Fuzzing.Generation;
using AgenticApi.Fuzzing.Promises;

namespace AgenticApi.Fuzzing.Running;

/// <summary>A promise that was broken, and by what.</summary>
/// <param name="Promise">The promise.</param>
/// <param name="Breach">How.</param>
/// <param name="Seed">The seed of the case, for <c>--once</c>.</param>
/// <param name="Input">The input, as small as it could be made.</param>
internal sealed record Violation(Promise Promise, Breach Breach, int Seed, FuzzInput Input)
{
    /// <summary>What tells faults apart.</summary>
    public string Key => $"{Promise.Name}: {Breach.Kind}";
}

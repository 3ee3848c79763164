using AgenticApi.Fuzzing.Generation;
using AgenticApi.Fuzzing.Promises;

namespace AgenticApi.Fuzzing.Running;

/// <summary>One case: an input from a seed, and the promises that are checked on it.</summary>
internal static class Case
{
    /// <summary>Runs it.</summary>
    /// <returns>The promises that were broken.</returns>
    public static List<Violation> Run(CaseGenerator generator, int seed, out Subject subject)
    {
        var random = new Random(seed);
        var input = generator.Create(random);
        subject = new Subject(input);
        var violations = new List<Violation>();
        foreach (var promise in AllPromises.List)
        {
            if (random.Next(promise.Every) == 0 && AllPromises.Check(promise, subject, seed) is { } breach)
            {
                violations.Add(new Violation(promise, breach, seed, input));
            }
        }

        return violations;
    }
}

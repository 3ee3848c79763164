namespace AgenticApi.Folding;

/// <summary>One row of <see cref="DeviationRules"/>.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Action">What is done, as the rest of a sentence.</param>
internal sealed record DeviationRule(DeviationSeverity Severity, string Action);

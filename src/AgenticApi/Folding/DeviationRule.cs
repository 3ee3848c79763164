namespace AgenticApi.Folding;

/// <summary>A row of <see cref="DeviationRules"/>.</summary>
/// <param name="Severity">How much the deviation matters.</param>
/// <param name="Action">How it is handled, as the rest of a sentence.</param>
internal sealed record DeviationRule(DeviationSeverity Severity, string Action);

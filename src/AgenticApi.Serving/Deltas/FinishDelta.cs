namespace AgenticApi.Serving;

/// <summary>
/// The reason why the model stopped. It does not end the response, because the usage often follows it. If there are several, the last one
/// is used.
/// </summary>
/// <param name="reason">One of <see cref="FinishReasons"/>. Any other value is treated as <see cref="FinishReasons.Stop"/>.</param>
/// <exception cref="ArgumentNullException"><paramref name="reason"/> is null.</exception>
public sealed class FinishDelta(string reason) : ModelDelta
{
    /// <summary>Gets the reason.</summary>
    public string Reason { get; } = reason ?? throw new ArgumentNullException(nameof(reason));
}

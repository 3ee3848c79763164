namespace AgenticApi.Serving;

/// <summary>Why the model stopped. It ends nothing yet: the usage mostly comes after it. Of several the last one counts.</summary>
/// <param name="reason">One of <see cref="FinishReasons"/>; any other counts as <see cref="FinishReasons.Stop"/>.</param>
/// <exception cref="ArgumentNullException"><paramref name="reason"/> is null.</exception>
public sealed class FinishDelta(string reason) : ModelDelta
{
    /// <summary>The reason.</summary>
    public string Reason { get; } = reason ?? throw new ArgumentNullException(nameof(reason));
}

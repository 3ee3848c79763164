namespace AgenticApi.Serving;

/// <summary>
/// One thing that a model said: a piece of text, reasoning or a tool call, or how it ended. A server makes them from its model's output,
/// and a <see cref="ResponseEventEmitter"/> makes events of them.
/// </summary>
/// <remarks>Immutable.</remarks>
public abstract class ModelDelta
{
    private protected ModelDelta()
    {
    }

    /// <summary>The name of the class only: content never gets into a log by accident.</summary>
    public override string ToString() => GetType().Name;
}

namespace AgenticApi.Serving;

/// <summary>
/// One piece of a model's output: text, reasoning, part of a tool call, usage, or how the output ended. A
/// <see cref="ResponseEventEmitter"/> turns deltas into events.
/// </summary>
/// <remarks>Immutable.</remarks>
public abstract class ModelDelta
{
    private protected ModelDelta()
    {
    }

    /// <summary>Returns the name of the class only, so that a log never contains the model's output by accident.</summary>
    public override string ToString() => GetType().Name;
}

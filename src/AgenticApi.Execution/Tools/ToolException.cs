namespace AgenticApi.Execution;

/// <summary>A failure of a tool whose message is written for the model. Of any other exception the model is told nothing but that the tool failed.</summary>
public sealed class ToolException : Exception
{
    /// <summary>A failure without a message.</summary>
    public ToolException()
        : base(ToolOutputs.Failed)
    {
    }

    /// <summary>A failure.</summary>
    /// <param name="message">What the model is told.</param>
    public ToolException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its cause, which the model is not told.</summary>
    /// <param name="message">What the model is told.</param>
    /// <param name="innerException">The cause.</param>
    public ToolException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

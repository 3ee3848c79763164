namespace AgenticApi.Execution;

/// <summary>A failure of a tool whose message is meant for the model. For any other exception, the model gets only a general message.</summary>
public sealed class ToolException : Exception
{
    /// <summary>Creates an exception with a general message.</summary>
    public ToolException()
        : base(ToolOutputs.Failed)
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">The message for the model.</param>
    public ToolException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause. The model does not get the cause.</summary>
    /// <param name="message">The message for the model.</param>
    /// <param name="innerException">The cause; null for none.</param>
    public ToolException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

namespace AgenticApi.Serving;

/// <summary>Says how a tool call ended.</summary>
public enum CallEnding
{
    /// <summary>The model wrote the complete call.</summary>
    Whole,

    /// <summary>The model stopped before the end of the call.</summary>
    CutOff,

    /// <summary>The text of the call does not follow its format.</summary>
    Broken,
}

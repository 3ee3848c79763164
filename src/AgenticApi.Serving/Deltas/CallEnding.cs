namespace AgenticApi.Serving;

/// <summary>How a tool call ended.</summary>
public enum CallEnding
{
    /// <summary>The model wrote all of it.</summary>
    Whole,

    /// <summary>The model stopped inside of it.</summary>
    CutOff,

    /// <summary>What the model wrote in it is not what its format allows.</summary>
    Broken,
}

namespace AgenticApi.Fuzzing.Families;

/// <summary>How the events of an input are framed.</summary>
public enum Framing
{
    /// <summary>As a server-sent event stream.</summary>
    ServerSentEvents,

    /// <summary>As JSON messages, one a line.</summary>
    Lines,

    /// <summary>Not at all: the input is one body.</summary>
    Body,
}

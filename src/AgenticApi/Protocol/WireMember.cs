namespace AgenticApi.Protocol;

/// <summary>The members of events that the library reads, one for each name on the wire.</summary>
internal enum WireMember : byte
{
    None,
    Type,
    SequenceNumber,
    OutputIndex,
    ContentIndex,
    SummaryIndex,
    CommandIndex,
    AnnotationIndex,
    ItemId,
    StreamId,
    Delta,
    Text,
    Refusal,
    Arguments,
    Input,
    Code,
    Diff,
    Command,
    Response,
    Item,
    Part,
    Annotation,
    Output,
    Logprobs,
    Name,
    Error,
    Object,
}

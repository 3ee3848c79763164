namespace AgenticApi.Tests.Events;

/// <summary>The typed properties of the events: each reads its member on the wire.</summary>
public class EventTests
{
    [Fact]
    public void Event_has_its_sequence_number_and_all_of_its_json()
    {
        var e = Read<OutputTextDeltaEvent>("""{"type":"response.output_text.delta","sequence_number":7,"stream_id":"lane","item_id":"i","output_index":2,"content_index":3,"delta":"\ud83c\udf9e","logprobs":[{"token":"t","logprob":-1,"top_logprobs":[{"token":"u","logprob":-2}]}],"obfuscation":"x"}""");

        (e.Type, e.SequenceNumber, e.StreamId, e.ItemId, e.OutputIndex, e.ContentIndex, e.Delta).Should().Be(("response.output_text.delta", 7L, "lane", "i", 2, 3, "🎞"));
        (e.Logprobs.Single().Token, e.Logprobs[0].TopLogprobs.Single().Logprob).Should().Be(("t", -2.0));
        e.Json.GetProperty("obfuscation").GetString().Should().Be("x");
        e.ToString().Should().Be("response.output_text.delta #7");
    }

    [Fact]
    public void Field_that_is_absent_or_no_index_is_null()
    {
        var e = Read<OutputTextDeltaEvent>("""{"type":"response.output_text.delta","output_index":-1,"content_index":"0"}""");

        (e.SequenceNumber, e.StreamId, e.ItemId, e.OutputIndex, e.ContentIndex, e.Delta, e.Logprobs.Count).Should().Be((null, null, null, null, null, "", 0));
    }

    [Fact]
    public void Complete_texts_are_read_from_their_own_members()
    {
        Read<OutputTextDoneEvent>("""{"type":"response.output_text.done","content_index":1,"text":"t"}""").Should().Match<OutputTextDoneEvent>(e => e.Text == "t" && e.ContentIndex == 1);
        Read<RefusalDoneEvent>("""{"type":"response.refusal.done","refusal":"t"}""").Refusal.Should().Be("t");
        Read<ReasoningTextDoneEvent>("""{"type":"response.reasoning_text.done","text":"t"}""").Text.Should().Be("t");
        Read<ReasoningSummaryTextDoneEvent>("""{"type":"response.reasoning_summary_text.done","summary_index":2,"text":"t"}""").Should().Match<ReasoningSummaryTextDoneEvent>(e => e.Text == "t" && e.SummaryIndex == 2);
        Read<FunctionCallArgumentsDoneEvent>("""{"type":"response.function_call_arguments.done","arguments":"t","name":"n"}""").Should().Match<FunctionCallArgumentsDoneEvent>(e => e.Arguments == "t" && e.Name == "n");
        Read<CustomToolCallInputDoneEvent>("""{"type":"response.custom_tool_call_input.done","input":"t"}""").Input.Should().Be("t");
        Read<McpCallArgumentsDoneEvent>("""{"type":"response.mcp_call_arguments.done","arguments":"t"}""").Arguments.Should().Be("t");
        Read<CodeInterpreterCallCodeDoneEvent>("""{"type":"response.code_interpreter_call_code.done","code":"t"}""").Code.Should().Be("t");
        Read<ApplyPatchCallOperationDiffDoneEvent>("""{"type":"response.apply_patch_call_operation_diff.done","diff":"t"}""").Diff.Should().Be("t");
        Read<ShellCallCommandDoneEvent>("""{"type":"response.shell_call_command.done","command_index":1,"command":"t"}""").Should().Match<ShellCallCommandDoneEvent>(e => e.Command == "t" && e.CommandIndex == 1);
        Read<ShellCallCommandAddedEvent>("""{"type":"response.shell_call_command.added","command_index":1,"command":""}""").Command.Should().BeEmpty();
    }

    [Fact]
    public void Object_in_an_event_is_typed()
    {
        Read<ResponseCompletedEvent>(Wire.Completed()).Response!.Status.Should().Be("completed");
        Read<OutputItemAddedEvent>(Wire.Added(0, Wire.EmptyMessage("m"))).Should().Match<OutputItemAddedEvent>(e => e.Item is MessageItem && e.ItemId == "m");
        Read<ContentPartAddedEvent>(Wire.PartAdded(0, 2)).Should().Match<ContentPartAddedEvent>(e => e.Part is OutputTextPart && e.ContentIndex == 2);
        Read<ReasoningSummaryPartAddedEvent>("""{"type":"response.reasoning_summary_part.added","summary_index":0,"part":{"type":"summary_text","text":"t"}}""").Part.Should().BeOfType<SummaryTextPart>().Which.Text.Should().Be("t");
        Read<OutputTextAnnotationAddedEvent>("""{"type":"response.output_text.annotation.added","annotation_index":4,"annotation":{"type":"container_file_citation","container_id":"k","file_id":"f","filename":"n","start_index":1}}""")
            .Should().Match<OutputTextAnnotationAddedEvent>(e => e.AnnotationIndex == 4 && e.Annotation!.ContainerId == "k" && e.Annotation.FileId == "f" && e.Annotation.Filename == "n" && e.Annotation.StartIndex == 1);
        Read<ItemStatusEvent>("""{"type":"response.mcp_tool_call.completed","item":{"type":"mcp_tool_call"}}""").Item.Should().BeOfType<McpToolCallItem>();
        Read<ResponseCreatedEvent>("""{"type":"response.created"}""").Response.Should().BeNull();
    }

    [Fact]
    public void Shell_output_images_audio_and_injections_have_their_fields()
    {
        Read<ShellCallOutputContentDeltaEvent>("""{"type":"response.shell_call_output_content.delta","command_index":1,"delta":{"stdout":"a"}}""").Should().Match<ShellCallOutputContentDeltaEvent>(e => e.Stdout == "a" && e.Stderr == null && e.CommandIndex == 1);
        Read<ShellCallOutputContentDoneEvent>("""{"type":"response.shell_call_output_content.done","output":[{"stdout":"a"}]}""").Output.Should().ContainSingle().Which.Stdout.Should().Be("a");
        Read<ImageGenerationCallPartialImageEvent>("""{"type":"response.image_generation_call.partial_image","partial_image_index":1,"partial_image_b64":"AA==","size":"s","quality":"q","background":"b","output_format":"o"}""")
            .Should().Match<ImageGenerationCallPartialImageEvent>(e => e.PartialImageIndex == 1 && e.PartialImageB64 == "AA==" && e.Size == "s" && e.Quality == "q" && e.Background == "b" && e.OutputFormat == "o");
        Read<AudioDeltaEvent>("""{"type":"response.audio.delta","delta":"AA=="}""").Delta.Should().Be("AA==");
        Read<AudioTranscriptDeltaEvent>("""{"type":"response.audio.transcript.delta","delta":"t"}""").Delta.Should().Be("t");
        Read<InjectCreatedEvent>("""{"type":"response.inject.created","response_id":"r"}""").ResponseId.Should().Be("r");
        Read<InjectFailedEvent>("""{"type":"response.inject.failed","response_id":"r","error":{"code":"c"}}""").Should().Match<InjectFailedEvent>(e => e.ResponseId == "r" && e.Error!.Code == "c");
        Read<ErrorEvent>("""{"type":"error","error":{"code":"c","message":"m","param":"p"}}""").Error.Should().Match<ResponseError>(e => e.Code == "c" && e.Message == "m" && e.Param == "p");
        Read<ErrorEvent>("""{"type":"error","code":"c","message":"m"}""").Error.Should().Match<ResponseError>(e => e.Code == "c" && e.Message == "m");
    }

    private static T Read<T>(string json)
        where T : ResponseStreamEvent => ResponseStreamEvent.Parse(json).Should().BeOfType<T>().Subject;
}

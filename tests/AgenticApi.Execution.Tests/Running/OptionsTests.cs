namespace AgenticApi.Execution.Tests.Running;

/// <summary>The bounds of options, and the arguments that public members refuse.</summary>
public class OptionsTests
{
    public static TheoryData<Action> OutOfRange =>
    [
        () => _ = new RetryPolicy { MaxAttempts = 0 },
        () => _ = new RetryPolicy { BaseDelay = TimeSpan.FromTicks(-1) },
        () => _ = new RetryPolicy { MaxDelay = TimeSpan.FromTicks(-1) },
        () => _ = new AgentOptions { MaxParallelCalls = 0 },
        () => _ = new AgentOptions { MaxRounds = 0 },
        () => _ = new AgentOptions { MaxConsecutiveFailedRounds = 0 },
        () => _ = new AgentOptions { MaxRepeatedCalls = 1 },
        () => _ = new AgentOptions { MaxRecoveries = -1 },
    ];

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Value_out_of_range_is_refused(Action create) => create.Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Least_values_are_accepted()
    {
        _ = new RetryPolicy { MaxAttempts = 1, BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero };
        _ = new AgentOptions { MaxParallelCalls = 1, MaxRounds = 1, MaxConsecutiveFailedRounds = 1, MaxRepeatedCalls = 2, MaxRecoveries = 0 };
    }

    [Fact]
    public void Message_names_the_option_and_its_least_value()
    {
        var create = () => new AgentOptions { MaxRepeatedCalls = 1 };

        create.Should().Throw<ArgumentOutOfRangeException>().WithMessage("MaxRepeatedCalls must be at least 2.*");
    }

    [Fact]
    public void Null_is_refused()
    {
        var call = new PendingCall(new ToolCall(default, "call_1", "t", "{}"), PendingReason.Approval, "digest");
        Action[] actions =
        [
            () => _ = new EndpointAnswer(200, null!),
            () => _ = new RunDecision(default, null!, DecisionKind.Run),
            () => RunDecision.Answer(call, null!),
            () => RunDecision.Run(null!),
        ];

        foreach (var action in actions)
        {
            action.Should().Throw<ArgumentNullException>();
        }
    }
}

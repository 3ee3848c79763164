namespace AgenticApi.Tests.Folding;

/// <summary>Arguments that consist of white space are empty.</summary>
public class WhiteArgumentsTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData(" \t\r\n")]
    public void Arguments_of_white_space_alone_are_empty_and_not_reported(string arguments) =>
        Fold.Events(Wire.Created, Wire.Completed(Wire.Call("fc", "c", "f", arguments, "completed"))).Deviations.Should().NotContain(d => d.Kind == DeviationKind.ArgumentsNotAnObject);
}

using System.CommandLine;
using AgenticApi.Gateway;

namespace AgenticApi.Cli;

/// <summary>The command <c>agentic-api gateway key</c>: creates a key for a client of the gateway.</summary>
internal static class KeyCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME")
        {
            Description = "The name of the key: 1 to 64 of the characters A-Z, a-z, 0-9, '-', '_', '.' and '@'. "
                + "Keys with the same name find the same responses.",
        };
        var command = new Command(
            "key",
            "Create a key for a client. Prints the line for the --keys file on standard output, and the key itself on standard error. The key is not stored.")
        {
            name,
        };
        command.SetAction((parsed, _) => Outcome.OfAsync(() => Task.FromResult(Print(parsed.GetValue(name)!))));
        return command;
    }

    private static int Print(string name)
    {
        try
        {
            var line = GatewayKey.Create(name, out var key);
            // Two streams, so that `gateway key NAME >> keys` appends the line and shows the key.
            Console.Error.WriteLine(key);
            Console.Out.WriteLine(line);
            return ExitCodes.Read;
        }
        catch (ArgumentException)
        {
            throw new UsageException("NAME must have 1 to 64 of the characters A-Z, a-z, 0-9, '-', '_', '.' and '@'.");
        }
    }
}

using System.CommandLine;
using AgenticApi.Gateway;

namespace AgenticApi.Cli;

/// <summary><c>agentic-api gateway key</c>: a key for a client of the gateway.</summary>
internal static class KeyCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "Whose key it is: 1 to 64 of the characters A-Z, a-z, 0-9, '-', '_', '.' and '@'. Keys with one name find the same responses." };
        var command = new Command("key", "Make a key for a client. The line for the file of --keys goes to standard output, the key itself, which is shown once and kept nowhere, to standard error.") { name };
        command.SetAction((parsed, _) => Outcome.OfAsync(() => Task.FromResult(Print(parsed.GetValue(name)!))));
        return command;
    }

    private static int Print(string name)
    {
        try
        {
            var line = GatewayKey.Create(name, out var key);
            // Apart, so that `gateway key NAME >> keys` adds the line and shows the key.
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

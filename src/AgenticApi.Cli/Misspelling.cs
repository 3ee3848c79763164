using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace AgenticApi.Cli;

/// <summary>Finds unknown options and commands, and suggests similar names.</summary>
internal static partial class Misspelling
{
    /// <summary>Returns a message for an unknown command, or otherwise for each unknown option.</summary>
    /// <remarks>The parser treats an unknown option as an argument, or as the value of the option before it.</remarks>
    public static IReadOnlyList<string> In(ParseResult parsed, IReadOnlyCollection<string> arguments)
    {
        var command = parsed.CommandResult.Command;
        var isRoot = command == parsed.RootCommandResult.Command;
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens is [var first, ..] && !LikeOption().IsMatch(first))
        {
            // The tokens after it belong to that command and are not checked.
            var suggestion = Suggestion(first, command.Subcommands.Select(subcommand => subcommand.Name));
            return [$"{first}: {(isRoot ? "there is" : $"'{PathOf(parsed)}' has")} no such command.{suggestion}"];
        }

        // The value in --name=value is a separate token and may look like an option, so the token must be one of the arguments.
        var unknown = parsed.Tokens
            .TakeWhile(token => token.Type != TokenType.DoubleDash)
            .Where(token => token.Type == TokenType.Argument && arguments.Contains(token.Value))
            .Select(token => LikeOption().Match(token.Value))
            .Where(match => match.Success)
            .Select(match => match.Groups["name"].Value)
            .ToList();
        var names = NamesOf(command, parsed.RootCommandResult.Command).ToList();
        return unknown.ConvertAll(name => $"{name}: '{PathOf(parsed)}' has no such option.{Suggestion(name, names)}");
    }

    /// <summary>Returns the command as the user types it: <c>agentic-api replay</c>.</summary>
    public static string PathOf(ParseResult parsed)
    {
        var names = new List<string>();
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult { Command: not RootCommand } command; result = result.Parent)
        {
            names.Insert(0, command.Command.Name);
        }

        return string.Join(' ', names.Prepend("agentic-api"));
    }

    /// <summary>
    /// Returns the number of characters that must be added, removed, replaced or swapped with their neighbor to turn one word into the other.
    /// </summary>
    public static int Distance(string one, string other)
    {
        var steps = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                steps[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1, steps[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
                }
            }
        }

        return steps[one.Length, other.Length];
    }

    private static IEnumerable<string> NamesOf(Command command, Command root) =>
        command.Options.Concat(root.Options.Where(option => option.Recursive))
            .Where(option => !option.Hidden)
            .SelectMany(option => option.Aliases.Prepend(option.Name))
            .Where(name => name.StartsWith('-'));

    private static string Suggestion(string name, IEnumerable<string> names)
    {
        var most = Math.Max(1, name.TrimStart('-').Length / 3);
        var nearest = names
            .Select(candidate => (Name: candidate, Distance: IsBeginningOf(candidate) ? 1 : Distance(name, candidate)))
            .Where(candidate => candidate.Distance <= most)
            .OrderBy(candidate => candidate.Distance)
            .ToList();
        return nearest.Count > 0 ? $" Did you mean {nearest[0].Name}?" : "";

        bool IsBeginningOf(string candidate) => name.Length > 3 && candidate.StartsWith(name, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^(?<name>--?[A-Za-z][\w-]*)([=:].*)?$", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex LikeOption();
}

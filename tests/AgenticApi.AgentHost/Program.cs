// Runs an agent, so that tests can kill it: AgentHost URL JOURNAL RUN TOOLLOG CONTINUATION STORE LEASEMS
// A run that the journal has is resumed, another one begins. The journal is a folder, or the connection string of a PostgreSQL server.
// Prints a line for each event, and at the end the outcome, or "taken" where another host has the run.
using AgenticApi;
using AgenticApi.AgentHost;
using AgenticApi.Execution;
using AgenticApi.PostgreSql;
using Npgsql;

var (url, store, runId, toolLog) = (args[0], args[1], args[2], args[3]);
var request = new ResponseRequest { Store = bool.Parse(args[5]) };
await using var source = store.Contains('=', StringComparison.Ordinal) ? NpgsqlDataSource.Create(store) : null;
IRunJournal journal = source is null
    ? new FileRunJournal(store)
    : new PostgresRunJournal(source, new PostgresRunJournalOptions { Lease = TimeSpan.FromMilliseconds(int.Parse(args[6], null)), Host = "agent-host" });
using var client = new HttpClient { BaseAddress = new Uri(url) };
var agent = HostedAgent.Create(client, journal, toolLog, Enum.Parse<Continuation>(args[4]));
using var output = Console.OpenStandardOutput();
try
{
    var isKnown = false;
    await using (var lease = await journal.TakeAsync(runId))
    {
        isKnown = lease.Records.Count > 0;
    }

    await foreach (var e in isKnown ? agent.ResumeAsync(runId, request: request) : agent.RunAsync(request with { Input = [MessageItem.User(runId)] }, runId))
    {
        Print(e is RunEnded ended ? $"ended {ended.Result.Outcome}" : e.GetType().Name);
    }
}
catch (RunTakenException)
{
    Print("taken");
}

void Print(string line) => output.Write(System.Text.Encoding.ASCII.GetBytes(line + "\n"));

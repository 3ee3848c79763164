// src/AgenticApi.PostgreSql/README.md: new PostgresResponseStore
// Needs: PostgreSQL
// Prints: False
using AgenticApi.PostgreSql;
using Npgsql;

// The sample stands here.
Console.WriteLine(await store.DeleteAsync("resp_1", CancellationToken.None));

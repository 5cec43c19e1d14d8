using CityKit.Cli.Files;
using CityKit.Credentials.Status;
using NodaTime;

namespace CityKit.Cli.Credentials;

/// <summary>Says what a status list says of one entry.</summary>
internal static class StatusRun
{
    internal static int Run(Terminal terminal, StatusListToken list, int index, StatusPolicy policy, Instant at)
    {
        var answer = list.Check(index, at, policy);
        var problem = answer.ToProblem("status");
        JsonOutput.WriteLine(terminal.Output, json =>
        {
            json.WriteStartObject();
            json.WriteString("verdict", answer.Verdict.ToString().ToLowerInvariant());
            json.WriteString("list", list.Uri);
            json.WriteNumber("index", index);
            if (answer.Value is { } value) json.WriteNumber("status", value);
            json.WriteString("issued", $"{list.IssuedAt}");
            if (problem is not null) VerifyRun.Write(json, problem);
            json.WriteEndObject();
        });
        return answer.Verdict == StatusVerdict.Valid ? ExitCode.Done : ExitCode.Rejects;
    }
}

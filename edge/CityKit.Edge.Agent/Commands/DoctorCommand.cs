using System.CommandLine;
using CityKit.Edge.Agent.Diagnosis;
using CityKit.Edge.Configuration;

namespace CityKit.Edge.Agent.Commands;

/// <summary><c>doctor</c>: what the machine lacks, and what to do.</summary>
internal static class DoctorCommand
{
    internal static Command Create(TimeProvider time, EdgeKinds kinds)
    {
        var common = new CommonOptions();
        var simulated = new Option<bool>("--simulated") { Description = "Does not look at pins. 不检查引脚。" };
        var command = new Command("doctor",
            "Looks at pins, clock, disk, SQLite, key and hub. Ends with 0 when nothing fails, 1 when something does. 自检。")
        {
            common.Config, common.Data, simulated,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var found = await new Doctor(common.File(parsed), common.Folder(parsed), parsed.GetValue(simulated), kinds, time)
                .LookAsync(cancel);
            foreach (var diagnosis in found) Console.Out.WriteLine(diagnosis);
            return found.Any(d => d.How == Verdict.Fail) ? ExitCode.Findings : ExitCode.Ok;
        });
        return command;
    }
}

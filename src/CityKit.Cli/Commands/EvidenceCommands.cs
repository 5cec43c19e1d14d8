using System.CommandLine;
using CityKit.Cli.Evidence;
using CityKit.Cli.Files;
using CityKit.Edge.Evidence;
using CityKit.Shared.Cities;

namespace CityKit.Cli.Commands;

/// <summary><c>evidence verify</c>.</summary>
internal static class EvidenceCommands
{
    internal static Command Create(Terminal terminal) =>
        new("evidence", "Evidence files of an edge device, hand-over packages of a hub. 证据文件与移交包。") { Verify(terminal) };

    private static Command Verify(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The evidence file or package. 证据文件或移交包。" };
        var fingerprint = new Option<string?>("--fingerprint")
        {
            Description = "The device key's fingerprint, as the device's enrollment sheet and the hub show it. 设备密钥指纹。",
            HelpName = "HEX",
        };
        var key = new Option<string?>("--key")
        {
            Description = "Of a package: the fingerprint of the hub's key, as GET /answer-key shows it. 中枢公钥指纹（校验移交包）。",
            HelpName = "HEX",
        };
        var beam = new Option<int?>("--beam-height")
        {
            Description = "With --floor-height: shows the lowest floor, which is not forensic. "
                + "Height of the uppermost beam above the ground floor. 最上光束高度（毫米）。",
            HelpName = "MM",
        };
        var floor = new Option<int?>("--floor-height") { Description = "From floor to floor. 层高（毫米）。", HelpName = "MM" };
        var json = CommonOptions.Json();
        var command = new Command("verify",
            "Checks every byte against the device's or the hub's signature, and shows what the file holds. "
            + "Ends with 0 when the device or hub that is named signed it, 1 when not. 校验证据文件或移交包。")
        {
            file, fingerprint, key, beam, floor, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            if (PackageRun.IsPackage(parsed.GetValue(file)!))
                return await PackageRun.RunAsync(
                    terminal, parsed.GetValue(file)!, parsed.GetValue(key), parsed.GetValue(json), cancel).ConfigureAwait(false);
            var verdict = EvidenceVerdict.Of(WholeFile.Read(parsed.GetValue(file)!, EvidenceFile.MaxBytes), parsed.GetValue(fingerprint));
            if (parsed.GetValue(json)) JsonOutput.WriteLine(terminal.Output, writer => EvidenceJson.Write(writer, verdict));
            else EvidenceText.Write(terminal.Output, parsed.GetValue(file)!, verdict, Scale(parsed.GetValue(beam), parsed.GetValue(floor)));
            return verdict.IsProven ? ExitCode.Done : ExitCode.Rejects;
        });
        return command;
    }

    private static FloorScale? Scale(int? beam, int? floor) => (beam, floor) switch
    {
        (null, null) => null,
        (>= -10_000 and <= 600_000, >= 2_000 and <= 10_000) => new FloorScale(beam.Value, floor.Value),
        _ => throw new ToolException(
            "--beam-height (-10000 to 600000 mm) and --floor-height (2000 to 10000 mm) go together. "
                + "--beam-height（-10000 至 600000 毫米）与 --floor-height（2000 至 10000 毫米）须同时给出。"),
    };
}

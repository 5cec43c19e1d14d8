using System.CommandLine;
using CityKit.Cli.Evidence;
using CityKit.Cli.Files;
using CityKit.Edge.Evidence;

namespace CityKit.Cli.Commands;

/// <summary><c>evidence verify</c>.</summary>
internal static class EvidenceCommands
{
    internal static Command Create(Terminal terminal) => new("evidence", "Evidence files of an edge device. 证据文件。") { Verify(terminal) };

    private static Command Verify(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The evidence file. 证据文件。" };
        var fingerprint = new Option<string?>("--fingerprint") { Description = "The device key's fingerprint, as the device's enrollment sheet and the hub show it. 设备密钥指纹。", HelpName = "HEX" };
        var json = CommonOptions.Json();
        var command = new Command("verify", "Checks every byte against the device's signature. Ends with 0 when the device that is named signed it, 1 when not. 校验证据文件。") { file, fingerprint, json };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(file)!, parsed.GetValue(fingerprint), parsed.GetValue(json)));
        return command;
    }

    private static int Run(Terminal terminal, string file, string? fingerprint, bool json)
    {
        var bytes = InputFile.ReadAll(file, EvidenceFile.MaxBytes);
        var verdict = EvidenceVerdict.Of(bytes, fingerprint);
        if (json) JsonOutput.WriteLine(terminal.Output, writer => EvidenceJson.Write(writer, verdict));
        else EvidenceText.Write(terminal.Output, file, verdict);
        return verdict.IsProven ? ExitCode.Done : ExitCode.Rejects;
    }
}

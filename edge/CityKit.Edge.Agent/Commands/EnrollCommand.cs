using System.CommandLine;
using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Agent.Identity;
using CityKit.Edge.Configuration;

namespace CityKit.Edge.Agent.Commands;

/// <summary><c>enroll</c>: makes the key if there is none, and shows what the hub's administrator needs.</summary>
internal static class EnrollCommand
{
    internal static Command Create(EdgeKinds kinds)
    {
        var common = new CommonOptions();
        var sheet = new SheetOptions();
        var hub = new HubKeyOptions();
        var command = new Command("enroll", "Makes the device's key if there is none; shows fingerprint and QR code. 生成密钥并显示指纹与二维码。")
        {
            common.Config, common.Data,
        };
        sheet.AddTo(command);
        hub.AddTo(command);
        command.SetAction(parsed =>
        {
            var edge = AgentConfigurationReader.Load(common.File(parsed), kinds).Edge;
            using var key = new KeyFile(common.Folder(parsed)).LoadOrCreate();
            sheet.Show(parsed, new EnrollmentSheet(edge.Device, key.Public, edge.Hub));
            hub.Take(parsed, common.Folder(parsed));
            return ExitCode.Ok;
        });
        return command;
    }
}

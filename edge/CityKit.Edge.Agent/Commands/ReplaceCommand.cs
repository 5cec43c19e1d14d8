using System.CommandLine;
using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Agent.Hosting;
using CityKit.Edge.Agent.Identity;
using CityKit.Edge.Configuration;
using NodaTime.Extensions;

namespace CityKit.Edge.Agent.Commands;

/// <summary><c>replace</c>: another machine, or another key, in the place of the old one.</summary>
internal static class ReplaceCommand
{
    internal static Command Create(TimeProvider time, EdgeKinds kinds)
    {
        var common = new CommonOptions();
        var sheet = new SheetOptions();
        var hub = new HubKeyOptions();
        var command = new Command("replace",
            "A new key for the same device and the same places, after a dead Pi or a key that may be known to others. 更换密钥，安装位置不变。")
        {
            common.Config, common.Data,
        };
        sheet.AddTo(command);
        hub.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (edge, folder) = (AgentConfigurationReader.Load(common.File(parsed), kinds).Edge, common.Folder(parsed));
            await Running.RefuseAsync(folder, cancel);
            var (key, statement) = KeyChange.Make(new KeyFile(folder), edge.Device, time.GetCurrentInstant());
            using (key) sheet.Show(parsed, new EnrollmentSheet(edge.Device, key.Public, edge.Hub));
            hub.Take(parsed, folder);
            Explain(statement);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Explain(SignedStatement? statement)
    {
        Console.Out.WriteLine("""

            The administrator sends this request under the same device id: the new key takes the old one's place, sensors and places stay.
            From then on the hub refuses the old machine; a new outbox begins, and the old one's is retired with its first batch.
            管理员以同一设备标识登记新密钥即可，传感器与安装位置不变；旧设备此后会被拒绝。
            """);
        if (statement is not null)
            Console.Out.WriteLine($"The old key vouches for the new one, and is gone. 旧密钥为新密钥作证，随后已删除：\n{statement}");
    }
}

using System.Globalization;
using CityKit.Edge.Agent.Hosting;
using CityKit.Edge.Channels;
using CityKit.Edge.Channels.Files;
using CityKit.Edge.Configuration;
using CityKit.Edge.Serial;

namespace CityKit.Edge.Agent.Diagnosis;

/// <summary>
/// The configured channels: each is read as the agent reads it. A serial line has one reader, so of a running agent's the agent is asked.
/// </summary>
internal static class ChannelCheck
{
    private const string What = "channels";
    private static readonly TimeSpan MeterPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    internal static async Task<IReadOnlyList<DoctorFinding>> LookAsync(EdgeConfiguration configuration, AgentFolder folder,
        TimeProvider time, CancellationToken cancel)
    {
        var found = new List<DoctorFinding>();
        found.AddRange(configuration.Channels.Where(c => c.File is not null).Select(c => LookAtFile(c.File!)));
        found.AddRange(configuration.Channels.Where(c => c.Codes is not null).Select(c => LookAtScanner(c.Name, c.Codes!.Port)));
        foreach (var line in configuration.Channels.Where(c => c.Meter is not null).GroupBy(c => c.Port!.Path))
            found.AddRange(await LookAtMeterAsync([.. line], folder, time, cancel));
        return found;
    }

    private static DoctorFinding LookAtFile(ChannelFile file)
    {
        using var source = new FileChannelSource([file]);
        var read = source.Read(0);
        return read.Problem switch
        {
            null => DoctorFinding.Ok(What, $"{file.Name}: {Number(read.Value)} now"),
            ChannelRead.Gone =>
                DoctorFinding.Fail(What, $"{file.Name}: {file.Path} is not there",
                    "load the driver (dtoverlay, modprobe), check the wiring, or name the path as it is now: "
                        + "numbers of iio and hwmon can change at a boot. 检查驱动、接线与路径"),
            ChannelRead.Ambiguous =>
                DoctorFinding.Fail(What, $"{file.Name}: more than one folder answers to {file.Path}",
                    "name one by a path that stays the same, such as /sys/bus/i2c/devices/1-0048/hwmon/*/temp1_input. 路径不唯一"),
            ChannelRead.Garbled =>
                DoctorFinding.Fail(What, $"{file.Name}: {file.Path} holds no number, or failed its check",
                    $"cat {file.Path}; check 'kind', wire and pull-up. 检查类型与接线"),
            var problem => DoctorFinding.Fail(What, $"{file.Name}: {file.Path} is {problem}",
                $"ls -l {file.Path}; run the doctor as the agent's user. 检查权限"),
        };
    }

    /// <summary>Nothing is read of it: a code that somebody scans now is the agent's.</summary>
    private static DoctorFinding LookAtScanner(string name, SerialPortOptions port) => File.Exists(port.Path)
        ? DoctorFinding.Ok(What, $"{name}: {port.Path} is there; 'status' says whether the agent can read it")
        : DoctorFinding.Fail(What, $"{name}: {port.Path} is not there",
            "plug the scanner in; a path of /dev/serial/by-id stays the same at each boot. 插好扫码器，路径宜用 /dev/serial/by-id");

    private static async Task<IEnumerable<DoctorFinding>> LookAtMeterAsync(ChannelConfiguration[] channels, AgentFolder folder,
        TimeProvider time, CancellationToken cancel)
    {
        var port = channels[0].Port!;
        if (!File.Exists(port.Path))
            return [DoctorFinding.Fail(What, $"{port.Path} of {Names(channels)} is not there",
                "plug the head in; a path of /dev/serial/by-id stays the same at each boot. 插好读表头，路径宜用 /dev/serial/by-id")];
        using var status = await ControlClient.AskAsync(folder, ControlSocket.StatusWord, cancel);
        if (status is not null) return channels.Select(c => Told(c, status.RootElement.GetProperty("channels")));
        using var source = new SerialMeterSource(port, channels.Select(c => c.Meter!), time, channels[0].SilentAfter.ToTimeSpan());
        var begun = time.GetTimestamp();
        var reads = Read(source);
        for (; reads.Any(r => r.Problem is not null) && time.GetElapsedTime(begun) < MeterPatience; reads = Read(source))
            await Task.Delay(Pause, time, cancel);
        return channels.Zip(reads, Judge);
    }

    private static ChannelRead[] Read(SerialMeterSource source) => [.. Enumerable.Range(0, source.Channels.Count).Select(source.Read)];

    private static DoctorFinding Judge(ChannelConfiguration channel, ChannelRead read) => read.Problem switch
    {
        null => DoctorFinding.Ok(What, $"{channel.Name}: {Number(read.Value)} now"),
        ChannelRead.Gone =>
            DoctorFinding.Fail(What, $"{channel.Name}: {channel.Port!.Path} cannot be opened as a serial line",
                $"ls -l {channel.Port.Path}; groups citykit-edge (dialout). 检查串口权限与 dialout 组"),
        SerialMeterSource.Silent =>
            DoctorFinding.Warn(What,
                $"{channel.Name}: "
                    + $"{channel.Port!.Path} opens, and no line began with '{channel.Meter!.Prefix}' in {MeterPatience.TotalSeconds:0} s",
                "some meters speak every few minutes; else check speed, framing and prefix. 检查波特率、校验与前缀"),
        var problem => DoctorFinding.Fail(What, $"{channel.Name}: what follows '{channel.Meter!.Prefix}' is {problem}",
            "check speed, framing and decimals. 检查波特率与校验"),
    };

    private static DoctorFinding Told(ChannelConfiguration channel, System.Text.Json.JsonElement channels) =>
        channels.TryGetProperty(channel.Name, out var newest) && newest.ValueKind != System.Text.Json.JsonValueKind.Null
            ? newest.ValueKind == System.Text.Json.JsonValueKind.Number
            ? DoctorFinding.Ok(What, $"{channel.Name}: {newest} at the running agent") : Judge(channel, ChannelRead.None(newest.ToString()))
            : DoctorFinding.Warn(What, $"{channel.Name}: not read yet by the running agent", "look again. 稍后再看");

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Names(IEnumerable<ChannelConfiguration> channels) => string.Join(", ", channels.Select(c => c.Name));
}

using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Configuration;
using CityKit.Shared.SqliteProvider;

namespace CityKit.Edge.Agent.Diagnosis;

/// <summary>Looks at everything that the agent needs of its machine, and says what to do.</summary>
internal sealed class Doctor(string file, AgentFolder folder, bool simulated, EdgeKinds kinds, TimeProvider time)
{
    /// <summary>All findings, in the order in which they matter to each other.</summary>
    internal async Task<IReadOnlyList<DoctorFinding>> LookAsync(CancellationToken cancel)
    {
        var found = new List<DoctorFinding>();
        var configuration = BundleCheck.Look(folder, LookAtConfiguration(found), kinds, found);
        found.AddRange(ReleaseCheck.Look(folder));
        if (configuration is not null && !simulated) found.AddRange(PinCheck.Look(configuration.Edge));
        if (configuration is not null && !simulated)
            found.AddRange(DeviceCheck.Look(configuration.Edge, await DeviceCheck.IsRunningAsync(folder, cancel), time));
        if (configuration is not null && !simulated) found.AddRange(await ChannelCheck.LookAsync(configuration.Edge, folder, time, cancel));
        var now = NodaTime.Instant.FromDateTimeOffset(time.GetUtcNow());
        found.AddRange(ClockCheck.Look(Platform.SystemClockQuality.OfMachine, now));
        if (configuration is not null) found.AddRange(TrustCheck.Look(configuration.Edge, Platform.SystemClockQuality.OfMachine, now));
        found.AddRange(DiskCheck.Look(folder, configuration?.Edge.OutboxCapBytes ?? Outbox.OutboxOptions.DefaultCapBytes));
        found.Add(DoctorFinding.Ok("sqlite", SqliteChoice.Running.ToString()));
        found.Add(KeyCheck.Look(folder));
        found.Add(AnswerCheck.Look(folder));
        if (configuration is not null) found.Add(await HubCheck.LookAsync(configuration.Edge.Hub, cancel));
        return found;
    }

    private AgentConfiguration? LookAtConfiguration(List<DoctorFinding> found)
    {
        var reader = new AgentConfigurationReader(kinds);
        try
        {
            var configuration = reader.Read(file);
            found.Add(configuration is null
                ? DoctorFinding.Fail("config", $"{reader.Findings.Count} things wrong in {file}", $"citykit-edge check {file}")
                : DoctorFinding.Ok("config",
                    $"{file}: device {configuration.Edge.Device}, {configuration.Edge.Lines.Count} lines, "
                        + $"{configuration.Edge.Sensors.Count} sensors"));
            return configuration;
        }
        catch (AgentRefusedException unreadable)
        {
            found.Add(DoctorFinding.Fail("config", unreadable.Message,
                $"write it, beginning from the example beside the documents, or name it with --config"));
            return null;
        }
    }
}

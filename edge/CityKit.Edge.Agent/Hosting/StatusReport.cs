using System.Buffers;
using System.Text.Json;
using CityKit.Core;
using CityKit.Edge.Agent.Maintenance;
using CityKit.Edge.Agent.Updates;
using CityKit.Edge.Bundles;
using CityKit.Edge.Channels;
using CityKit.Edge.Configuration;
using CityKit.Edge.Devices;
using CityKit.Edge.Devices.Opened;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using CityKit.Edge.Trials;
using CityKit.Shared.SqliteProvider;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>The running agent's status, as one line of JSON.</summary>
internal sealed class StatusReport(AgentEdge edge, AgentReleases releases, MaintenanceMode maintenance, DateTimeOffset startedAt,
    TimeProvider time)
{
    internal ReadOnlyMemory<byte> Write()
    {
        var (runtime, configuration, _) = edge.Now;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteFacts(writer, runtime, configuration.Edge.Device);
            WriteConfiguration(writer);
            WriteAgent(writer);
            WriteLoop(writer, runtime.Loop.Status);
            WriteClock(writer, runtime.Loop.Status.Clock);
            WriteOutbox(writer, runtime.Outbox.Status);
            WriteForwarder(writer, runtime.Forwarder);
            WriteLines(writer, runtime.Source);
            WriteOutputs(writer, runtime.Outputs);
            WriteAway(writer, runtime);
            WriteChannels(writer, runtime.Channels);
            WriteLabels(writer, configuration.Edge);
            WriteDevices(writer, runtime.Devices);
            writer.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    private void WriteFacts(Utf8JsonWriter writer, EdgeRuntime runtime, DeviceId device)
    {
        writer.WriteString("device", device.Value);
        writer.WriteString("key", runtime.PublicKey.Fingerprint);
        writer.WriteString("version", releases.Report.Version);
        writer.WriteNumber("processId", Environment.ProcessId);
        writer.WriteString("startedAt", startedAt);
        writer.WriteString("now", time.GetUtcNow());
        writer.WriteNumber("residentBytes", Environment.WorkingSet);
        writer.WriteString("sqlite", SqliteChoice.Running.ToString());
        writer.WriteNumber("maintenanceSeconds", (long)Math.Ceiling(maintenance.Left.TotalSeconds));
    }

    /// <summary>Version 0 is the device's own files; without a hub key it will never be another.</summary>
    private void WriteConfiguration(Utf8JsonWriter writer)
    {
        var report = edge.Report ?? TrialReport.None;
        writer.WriteStartObject("configuration");
        writer.WriteBoolean("fromHub", edge.Report is not null);
        writer.WriteNumber("version", report.Version);
        WriteFate(writer, report);
        writer.WriteEndObject();
    }

    /// <summary>Number = installed is the installed program; another is a release that was taken.</summary>
    private void WriteAgent(Utf8JsonWriter writer)
    {
        var report = releases.Report;
        writer.WriteStartObject("agent");
        writer.WriteBoolean("updates", releases.Keeper is not null);
        writer.WriteString("version", report.Version);
        writer.WriteNumber("number", report.Fate.Version);
        writer.WriteNumber("installed", report.Installed);
        writer.WriteString("runtime", report.Runtime);
        WriteFate(writer, report.Fate);
        writer.WriteEndObject();
    }

    private static void WriteFate(Utf8JsonWriter writer, TrialReport report)
    {
        writer.WriteBoolean("onTrial", report.IsOnTrial);
        writer.WriteNumber("rolledBack", report.RolledBack);
        writer.WriteString("rolledBackWhy", report.RolledBackWhy);
        writer.WriteNumber("refused", report.Refused);
        writer.WriteString("refusedWhy", report.RefusedWhy);
    }

    /// <summary>Each device: "open", or why it cannot be used.</summary>
    private static void WriteDevices(Utf8JsonWriter writer, IReadOnlyList<DeviceStatus> devices)
    {
        if (devices.Count == 0) return;
        writer.WriteStartObject("devices");
        foreach (var device in devices) writer.WriteString(device.Device, device.IsOpen ? "open" : device.Why ?? "not used yet");
        writer.WriteEndObject();
    }

    private static void WriteLoop(Utf8JsonWriter writer, EdgeLoopStatus status)
    {
        writer.WriteStartObject("loop");
        writer.WriteNumber("until", status.Until);
        writer.WriteNumber("stillSeconds", (long)status.Still.TotalSeconds);
        writer.WriteNumber("edges", status.Edges);
        writer.WriteNumber("events", status.Events);
        writer.WriteNumber("detectorFaults", status.DetectorFaults);
        writer.WriteNumber("samplesDropped", status.SamplesDropped);
        writer.WriteNumber("evidenceRefused", status.EvidenceRefused);
        WriteText(writer, "trouble", status.Trouble?.Message);
        writer.WriteEndObject();
    }

    private static void WriteClock(Utf8JsonWriter writer, ClockStatus status)
    {
        writer.WriteStartObject("clock");
        writer.WriteString("quality", status.Quality.ToString());
        WriteText(writer, "reason", status.Reason);
        writer.WriteNumber("readingsWaitSeconds", (long)Math.Ceiling(status.ReadingsWait.TotalSeconds));
        writer.WriteEndObject();
    }

    private static void WriteOutbox(Utf8JsonWriter writer, OutboxStatus status)
    {
        writer.WriteStartObject("outbox");
        writer.WriteString("id", status.Id.ToString());
        writer.WriteNumber("alarmsWaiting", status.Alarm.Rows);
        writer.WriteNumber("readingsWaiting", status.Reading.Rows);
        writer.WriteNumber("bytes", status.Alarm.Bytes + status.Reading.Bytes);
        writer.WriteNumber("tail", status.Alarm.Tail + status.Reading.Tail);
        writer.WriteNumber("produced", status.Produced);
        writer.WriteNumber("dropped", status.Dropped);
        writer.WriteNumber("setAside", status.SetAside);
        writer.WriteNumber("hubFalls", status.HubFalls);
        writer.WriteString("lastFall", status.LastFall is { } fall ? $"{fall.Lane} {fall.From}-{fall.To}" : "");
        writer.WriteNumber("bytesWritten", status.BytesWritten);
        writer.WriteNumber("bytesWrittenPerEvent", status.BytesWrittenPerEvent);
        writer.WriteEndObject();
    }

    private static void WriteForwarder(Utf8JsonWriter writer, Forwarder forwarder)
    {
        var status = forwarder.Status;
        writer.WriteStartObject("forwarder");
        writer.WriteString("state", status.State.ToString());
        WriteText(writer, "message", status.Message);
        writer.WriteNumber("attempts", status.Attempts);
        writer.WriteNumber("events", status.Events);
        writer.WriteString("answerKey", forwarder.AnswerKey?.Fingerprint);
        writer.WriteEndObject();
    }

    private static void WriteLines(Utf8JsonWriter writer, ILineSource source)
    {
        writer.WriteStartObject("lines");
        for (var line = 0; line < source.Lines.Count; line++) WriteLevel(writer, source, line);
        writer.WriteEndObject();
    }

    /// <summary>A line that is away has no level.</summary>
    private static void WriteLevel(Utf8JsonWriter writer, ILineSource source, int line)
    {
        try
        {
            if (source.IsPresent(line)) writer.WriteBoolean(source.Lines[line], source.IsActive(line));
            else writer.WriteNull(source.Lines[line]);
        }
        catch (IOException)
        {
            writer.WriteNull(source.Lines[line]);
        }
    }

    private static void WriteOutputs(Utf8JsonWriter writer, IReadOnlyList<IOutputLine> outputs)
    {
        writer.WriteStartObject("outputs");
        foreach (var output in outputs)
            if (output.WhyAway is null) writer.WriteBoolean(output.Name, output.IsActive);
            else writer.WriteNull(output.Name);
        writer.WriteEndObject();
    }

    /// <summary>Why lines and outputs are away.</summary>
    private static void WriteAway(Utf8JsonWriter writer, EdgeRuntime runtime)
    {
        writer.WriteStartObject("away");
        for (var line = 0; line < runtime.Source.Lines.Count; line++)
            if (runtime.Source.WhyAway(line) is { } why) writer.WriteString(runtime.Source.Lines[line], why);
        foreach (var output in runtime.Outputs)
            if (output.WhyAway is { } why) writer.WriteString(output.Name, why);
        writer.WriteEndObject();
    }

    /// <summary>A channel that cannot be read has the reason in place of its number; one that was not read yet has null.</summary>
    private static void WriteChannels(Utf8JsonWriter writer, IReadOnlyList<ChannelPoller> pollers)
    {
        writer.WriteStartObject("channels");
        var newest = pollers.SelectMany(p => p.Newest).ToDictionary(s => s.Channel, s => s.Read);
        foreach (var channel in pollers.SelectMany(p => p.Channels))
            if (!newest.TryGetValue(channel, out var read)) writer.WriteNull(channel);
            else if (read.Problem is { } problem) writer.WriteString(channel, problem);
            else writer.WriteNumber(channel, read.Value);
        writer.WriteEndObject();
    }

    /// <summary>What people call lines, outputs and channels; only those that have a label or a unit.</summary>
    private static void WriteLabels(Utf8JsonWriter writer, EdgeConfiguration edge)
    {
        writer.WriteStartObject("labels");
        WriteLabels(writer, "lines", edge.Lines.Select(l => (l.Name, l.Label)));
        WriteLabels(writer, "outputs", edge.Outputs.Select(o => (o.Name, o.Label)));
        WriteLabels(writer, "channels", edge.Channels.Select(c => (c.Name, c.Label)));
        writer.WriteEndObject();
    }

    private static void WriteLabels(Utf8JsonWriter writer, string kind, IEnumerable<(string Name, ItemLabel Label)> items)
    {
        writer.WriteStartObject(kind);
        foreach (var (name, label) in items.Where(item => item.Label != ItemLabel.None))
        {
            writer.WriteStartObject(name);
            writer.WriteString("label", label.Text);
            writer.WriteString("unit", label.Unit);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, LocalizedText? text)
    {
        if (text is null) writer.WriteNull(name);
        else writer.WriteString(name, text.En + " " + text.Zh);
    }
}

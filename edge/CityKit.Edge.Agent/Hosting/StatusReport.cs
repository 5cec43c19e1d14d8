using System.Buffers;
using System.Text.Json;
using CityKit.Core;
using CityKit.Edge.Agent.Maintenance;
using CityKit.Edge.Bundles;
using CityKit.Edge.Channels;
using CityKit.Edge.Devices;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using CityKit.Shared.SqliteProvider;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>The running agent's status, as one line of JSON.</summary>
internal sealed class StatusReport(AgentEdge edge, MaintenanceMode maintenance, DateTimeOffset startedAt, TimeProvider time)
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
            WriteLoop(writer, runtime.Loop.Status);
            WriteOutbox(writer, runtime.Outbox.Status);
            WriteForwarder(writer, runtime.Forwarder.Status);
            WriteLines(writer, runtime.Source);
            WriteChannels(writer, runtime.Channels);
            WriteDevices(writer, runtime.Devices);
            writer.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    private void WriteFacts(Utf8JsonWriter writer, EdgeRuntime runtime, DeviceId device)
    {
        writer.WriteString("device", device.Value);
        writer.WriteString("key", runtime.PublicKey.Fingerprint);
        writer.WriteString("version", AgentVersion.Text);
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
        var report = edge.Report ?? new BundleReport(0, false, 0, "", 0, "");
        writer.WriteStartObject("configuration");
        writer.WriteBoolean("fromHub", edge.Report is not null);
        writer.WriteNumber("version", report.Version);
        writer.WriteBoolean("onTrial", report.IsOnTrial);
        writer.WriteNumber("rolledBack", report.RolledBack);
        writer.WriteString("rolledBackWhy", report.RolledBackWhy);
        writer.WriteNumber("refused", report.Refused);
        writer.WriteString("refusedWhy", report.RefusedWhy);
        writer.WriteEndObject();
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
        writer.WriteNumber("edges", status.Edges);
        writer.WriteNumber("events", status.Events);
        writer.WriteNumber("detectorFaults", status.DetectorFaults);
        writer.WriteNumber("samplesDropped", status.SamplesDropped);
        writer.WriteNumber("evidenceRefused", status.EvidenceRefused);
        WriteText(writer, "trouble", status.Trouble?.Message);
        writer.WriteEndObject();
    }

    private static void WriteOutbox(Utf8JsonWriter writer, OutboxStatus status)
    {
        writer.WriteStartObject("outbox");
        writer.WriteString("id", status.Id.ToString());
        writer.WriteNumber("alarmsWaiting", status.Alarm.Rows);
        writer.WriteNumber("readingsWaiting", status.Reading.Rows);
        writer.WriteNumber("bytes", status.Alarm.Bytes + status.Reading.Bytes);
        writer.WriteNumber("produced", status.Produced);
        writer.WriteNumber("dropped", status.Dropped);
        writer.WriteNumber("setAside", status.SetAside);
        writer.WriteNumber("bytesWritten", status.BytesWritten);
        writer.WriteNumber("bytesWrittenPerEvent", status.BytesWrittenPerEvent);
        writer.WriteEndObject();
    }

    private static void WriteForwarder(Utf8JsonWriter writer, ForwarderStatus status)
    {
        writer.WriteStartObject("forwarder");
        writer.WriteString("state", status.State.ToString());
        WriteText(writer, "message", status.Message);
        writer.WriteNumber("attempts", status.Attempts);
        writer.WriteNumber("events", status.Events);
        writer.WriteEndObject();
    }

    private static void WriteLines(Utf8JsonWriter writer, ILineSource source)
    {
        writer.WriteStartObject("lines");
        for (var line = 0; line < source.Lines.Count; line++) WriteLevel(writer, source, line);
        writer.WriteEndObject();
    }

    /// <summary>A chip that is away has no level.</summary>
    private static void WriteLevel(Utf8JsonWriter writer, ILineSource source, int line)
    {
        try
        {
            writer.WriteBoolean(source.Lines[line], source.IsActive(line));
        }
        catch (Exception away) when (away is IOException or ObjectDisposedException)
        {
            writer.WriteNull(source.Lines[line]);
        }
    }

    /// <summary>A channel that cannot be read has the reason in place of its number; one that was not read yet is not there.</summary>
    private static void WriteChannels(Utf8JsonWriter writer, IEnumerable<ChannelPoller> pollers)
    {
        writer.WriteStartObject("channels");
        foreach (var newest in pollers.SelectMany(p => p.Newest))
        {
            if (newest.Read.Problem is { } problem) writer.WriteString(newest.Channel, problem);
            else writer.WriteNumber(newest.Channel, newest.Read.Value);
        }
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, LocalizedText? text)
    {
        if (text is null) writer.WriteNull(name);
        else writer.WriteString(name, text.En + " " + text.Zh);
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Core.Time;
using CityKit.Core.Wire;
using CityKit.Journal;

namespace CityKit.Evidence;

/// <summary>The journal's part of a package: entries in the chain, the chain up to the head, batches by who signed them.</summary>
/// <param name="manifest">The manifest.</param>
/// <param name="add">Takes what is wrong: file, zh, en.</param>
internal sealed class PackageJournalCheck(PackageManifest manifest, Action<string, string, string> add)
{
    private readonly Dictionary<string, DevicePublicKey> devices = [];
    private readonly Dictionary<string, string> admitted = [];
    private readonly Dictionary<long, JournalEntry> entries = [];

    /// <summary>The evidence that an entry keeps.</summary>
    internal HashSet<string> Kept { get; } = [];

    internal void TakeDevices(byte[] json)
    {
        try
        {
            foreach (var row in JsonSerializer.Deserialize(json, PackageJson.Default.PackageDeviceArray) ?? [])
                devices[row.Device] = new DevicePublicKey(row.PublicKey);
        }
        catch (Exception wrong) when (wrong is JsonException or CryptographicException)
        {
            add(PackageFiles.Devices, "不是设备公钥清单", "it is no list of devices' keys");
        }
    }

    internal void TakeEntries(byte[] lines)
    {
        foreach (var range in lines.AsSpan().Split((byte)'\n'))
            if (!lines.AsSpan(range).IsEmpty && Read(lines.AsSpan(range)) is { } entry) Take(entry);
        foreach (var (device, key) in devices)
            if (admitted.GetValueOrDefault(device) is { } known && known != Convert.ToBase64String(key.Info.Span))
                add(PackageFiles.Devices, $"设备 {device} 的公钥与登记不符", $"the key of {device} is not the one that was admitted");
    }

    /// <summary>Goes over the chain: it leads to the head, and has each entry of the package as it is.</summary>
    internal async Task TakeChainAsync(Stream chain, CancellationToken cancellationToken)
    {
        var (before, record) = (new byte[RunningHash.ByteLength], new byte[JournalChain.RecordBytes]);
        var last = 0L;
        if (await ReadAsync(chain, before, cancellationToken).ConfigureAwait(false) is { Length: RunningHash.ByteLength })
        {
            var hash = RunningHash.FromBytes(before);
            while (await ReadAsync(chain, record, cancellationToken).ConfigureAwait(false) is { Length: JournalChain.RecordBytes })
            {
                hash = hash.Next(record);
                last = Check(record);
            }
            if (last != manifest.Head || hash.ToString() != manifest.HeadHash)
                add(PackageFiles.Chain, $"未到达第 {manifest.Head} 条的链头", $"it does not lead to the head, entry {manifest.Head}");
        }
        foreach (var number in entries.Keys) add(PackageFiles.Entries, $"第 {number} 条不在链中", $"entry {number} is not in the chain");
    }

    private static async Task<byte[]?> ReadAsync(Stream chain, byte[] block, CancellationToken cancellationToken) =>
        await chain.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false)
            == block.Length ? block : null;

    private long Check(ReadOnlySpan<byte> record)
    {
        var number = System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(record);
        if (!entries.Remove(number, out var entry)) return number;
        Span<byte> own = stackalloc byte[JournalChain.RecordBytes];
        JournalChain.WriteRecord(entry, own);
        if (!own.SequenceEqual(record)) add(PackageFiles.Entries, $"第 {number} 条与链不符", $"entry {number} is not the one in the chain");
        return number;
    }

    private JournalEntry? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, PackageJson.Default.PackageEntry) is not { } read ? null : new JournalEntry(
                read.Number, InstantNanoseconds.FromUnixNanoseconds(read.At), (JournalKind)read.Kind, read.Key, read.Payload);
        }
        catch (JsonException)
        {
            add(PackageFiles.Entries, $"第 {entries.Count + 1} 行有误", $"line {entries.Count + 1} is no entry");
            return null;
        }
    }

    private void Take(JournalEntry entry)
    {
        entries[entry.Number] = entry;
        if (entry.Kind == JournalKind.Batch) TakeBatch(entry);
        else if (entry.Kind == JournalKind.Command) TakeCommand(entry);
    }

    private void TakeCommand(JournalEntry entry)
    {
        try
        {
            using var json = JsonDocument.Parse(entry.Payload);
            var command = json.RootElement;
            switch (command.GetProperty("type").GetString())
            {
                case "keep-evidence": Kept.Add(command.GetProperty("evidence").GetString()!); break;
                case "admit": admitted[command.GetProperty("device").GetString()!] = command.GetProperty("key").GetString()!; break;
            }
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            add(PackageFiles.Entries, $"第 {entry.Number} 条不是指令", $"entry {entry.Number} is no command");
        }
    }

    /// <summary>A batch is signed by the key that was admitted before it; when that entry is not here, by the one that is listed.</summary>
    private void TakeBatch(JournalEntry entry)
    {
        var signed = SignedBatch.Decode(entry.Payload, out _);
        var device = signed is null ? null : BatchCodec.DecodeDevice(signed.Batch, out _)?.Value;
        var key = device is null ? null : KeyBefore(device);
        if (key?.Verify(signed!.Batch.Span, signed.Signature.Span) is not true)
            add(PackageFiles.Entries,
                $"第 {entry.Number} 条没有设备 {device} 的有效签名", $"entry {entry.Number} is not signed by the device {device}");
    }

    private DevicePublicKey? KeyBefore(string device)
    {
        try
        {
            return admitted.TryGetValue(device, out var base64) ? new DevicePublicKey(Convert.FromBase64String(base64))
                : devices.GetValueOrDefault(device);
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            return null;
        }
    }
}

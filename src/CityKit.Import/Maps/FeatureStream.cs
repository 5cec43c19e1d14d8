using System.Text.Json;

namespace CityKit.Import.Maps;

/// <summary>
/// Finds the features of a FeatureCollection in a stream, or features that are alone or one after the other (NDJSON, RFC 8142), and hands
/// over the bytes of one after the other.
/// </summary>
internal sealed class FeatureStream(Stream stream, GeoJsonGridOptions options, GridCollector collector)
{
    private const int FirstBuffer = 64 << 10;
    private const byte RecordSeparator = 0x1E; // before each feature of a sequence; in no JSON text
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private bool IsStopped => stopped || collector.IsRefused;

    private byte[] buffer = new byte[Math.Min(FirstBuffer, options.MaxFeatureBytes)];
    private int filled;
    private bool atEnd;
    private bool inFeatures;
    private bool sawFeatures;
    private bool wasFeaturesName;
    private bool wasSystemName;
    private bool stopped;
    private JsonReaderState state = new(new JsonReaderOptions { AllowMultipleValues = true });

    internal void ReadAll()
    {
        Fill();
        if (buffer.AsSpan(0, filled).StartsWith(ByteOrderMark)) Drop(ByteOrderMark.Length);
        try
        {
            while (!IsStopped && !ReadWindow()) Fill();
            if (!sawFeatures && !IsStopped) collector.AddFileProblem("no-features",
                "The file is no FeatureCollection, for it has no array 'features', and no Feature.",
                "文件不是 FeatureCollection（没有“features”数组），也不是 Feature。");
        }
        catch (InvalidOperationException)
        {
            collector.AddFileProblem("json", "A member's name is not valid text; nothing after it was read.", "成员名不是有效文本，其后未读取。");
        }
        catch (JsonException wrong)
        {
            collector.AddFileProblem("json",
                $"Broken JSON after feature {collector.Count - 1}, line {wrong.LineNumber + 1}; nothing after it was read.",
                $"第 {collector.Count - 1} 个要素之后 JSON 有误（第 {wrong.LineNumber + 1} 行），其后未读取。");
        }
    }

    /// <summary>Takes what the window holds whole; true when the stream is at its end and used up.</summary>
    private bool ReadWindow()
    {
        var window = buffer.AsSpan(0, filled);
        var reader = new Utf8JsonReader(window, atEnd, state);
        var before = reader;
        while (!IsStopped && reader.Read() && TryTake(window, ref reader)) before = reader;
        state = before.CurrentState;
        Drop((int)before.BytesConsumed);
        return atEnd;
    }

    private bool TryTake(ReadOnlySpan<byte> window, ref Utf8JsonReader reader)
    {
        if (!inFeatures)
        {
            if (reader is { CurrentDepth: 0, TokenType: JsonTokenType.StartObject })
            {
                if (FeatureHead.IsFeature(reader) is not { } isFeature) return atEnd;
                sawFeatures |= isFeature;
                if (isFeature) return TryTakeElement(window, ref reader);
            }
            if (reader.TokenType == JsonTokenType.StartArray && reader.CurrentDepth == 1 && wasFeaturesName)
                (inFeatures, sawFeatures) = (true, true);
            if (wasSystemName && !TryReadSystem(window, ref reader)) return false;
            wasSystemName = reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("crs");
            wasFeaturesName = reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1
                && reader.ValueTextEquals("features");
            return true;
        }
        if (reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == 1) inFeatures = false;
        else return TryTakeElement(window, ref reader);
        return true;
    }

    // A member crs, as GeoJSON had it before RFC 7946; one that names no system says nothing.
    private bool TryReadSystem(ReadOnlySpan<byte> window, ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        if (!reader.TrySkip()) return false;
        collector.State(FeatureSystem.Of(window[start..(int)reader.BytesConsumed]));
        return true;
    }

    private bool TryTakeElement(ReadOnlySpan<byte> window, ref Utf8JsonReader reader)
    {
        var (start, isObject) = ((int)reader.TokenStartIndex, reader.TokenType == JsonTokenType.StartObject);
        if (!reader.TrySkip()) return false;
        if (collector.Count >= options.MaxFeatures) StopAtLimit();
        else if (isObject) collector.Add(window[start..(int)reader.BytesConsumed]);
        else collector.AddOther();
        return true;
    }

    private void StopAtLimit()
    {
        stopped = true;
        collector.AddLimit();
    }

    private void Stop(string en, string zh)
    {
        stopped = true;
        collector.AddFileProblem("limit", en, zh);
    }

    private void Drop(int count)
    {
        filled -= count;
        buffer.AsSpan(count, filled).CopyTo(buffer);
    }

    private void Fill()
    {
        if (filled == buffer.Length && !TryGrow()) return;
        var read = stream.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
        atEnd = filled + read < buffer.Length;
        buffer.AsSpan(filled, read).Replace(RecordSeparator, (byte)' ');
        filled += read;
    }

    private bool TryGrow()
    {
        if (buffer.Length >= options.MaxFeatureBytes)
            Stop($"Feature {collector.Count} has more than {options.MaxFeatureBytes} bytes; nothing after it was read.",
                $"第 {collector.Count} 个要素大于 {options.MaxFeatureBytes} 字节，其后未读取。");
        else Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, options.MaxFeatureBytes));
        return !stopped;
    }
}

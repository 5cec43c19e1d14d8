using System.Globalization;
using System.Text;
using NodaTime.Text;

namespace CityKit.Edge.Evidence;

/// <summary>
/// Evidence as a page of text for people (证据导出), in Chinese and English. Write it of a record that <see cref="EvidenceFile"/> gave: this
/// checks nothing. It shows what the record holds, and no more.
/// </summary>
public static class EvidenceReport
{
    private static readonly InstantPattern Time = InstantPattern.ExtendedIso;

    /// <summary>The page; lines end with a line feed.</summary>
    /// <param name="record">What is shown.</param>
    /// <param name="scale">Where the floors are; null to show no floor.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of the scale is out of its range.</exception>
    public static string Write(EvidenceRecord record, FloorScale? scale = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        var page = new StringBuilder();
        AddRow(page, "device 设备", record.Device.Value);
        AddRow(page, "sensor 传感器", record.Detection.Sensor.Value);
        AddRow(page, "time 时间",
            record.Zero is { } zero
                ? $"{Time.Format(zero.PlusNanoseconds(record.Detection.Time.Nanoseconds))} ({record.Quality})" : "unknown 未知");
        AddRow(page, "whole 完整", record.IsWhole ? "yes 是" : "no: edges are missing 否：缺少边沿");
        if (record.Detection.Value > 0) AddRow(page, "mean speed 平均速度", $"{record.Detection.Value} mm/s");
        foreach (var field in record.Detection.Fields)
            AddRow(page, field.Name, field.Text ?? field.Number.ToString(CultureInfo.InvariantCulture));
        if (scale is not null) AddFloor(page, FloorEstimate.Of(record, scale));
        if (record.ClipTimes is { } times)
            AddRow(page, "clip 录像", $"{record.Clip!.Recorder}/{record.Clip.Channel} {Time.Format(times.From)} - {Time.Format(times.To)}");
        AddEdges(page, record);
        return page.ToString();
    }

    private static void AddFloor(StringBuilder page, FloorEstimate? floor)
    {
        AddRow(page, $"lowest floor 最低楼层 ({FloorEstimate.NotForensic.En} {FloorEstimate.NotForensic.Zh})",
            floor is null ? "undetermined 无法确定" : $"{floor.LowestFloor}");
        if (floor is null) return;
        AddRow(page, "note 说明", floor.Note.Zh);
        AddRow(page, "", floor.Note.En);
    }

    private static void AddEdges(StringBuilder page, EvidenceRecord record)
    {
        AddRow(page, "edges 边沿", $"{record.Edges.Count}");
        foreach (var edge in record.Edges)
        {
            var (line, level) = (edge.Line >= 0 && edge.Line < record.Lines.Count ? record.Lines[edge.Line] : "?",
                edge.Edge == Gpio.LineEdge.Rising ? "on" : "off");
            page.Append(CultureInfo.InvariantCulture,
                $"  {(edge.Nanoseconds - record.Detection.Time.Nanoseconds) / 1e6m,14:0.000000} ms  {line}  {level}\n");
        }
    }

    private static void AddRow(StringBuilder page, string name, string value) =>
        page.Append(CultureInfo.InvariantCulture, $"{name}: {value}\n");
}

namespace CityKit.Verifying;

/// <summary>The first line in which the export of a replay and that of a store differ (重放差异).</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Replayed">What the journal gives; null when its export has ended.</param>
/// <param name="Stored">What the store has; null when its export has ended.</param>
public sealed record ReplayDifference(long Line, string? Replayed, string? Stored)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"line {Line} of the export: found {Stored ?? "its end"}; expected {Replayed ?? "its end"}, which the journal gives. "
        + "Use the rules, policy, profiles and grids that the hub had; with these, keep the file and restore it from a backup. "
        + $"导出第 {Line} 行与流水重放结果不同：请使用中枢当时的配置核对；仍不同则保留该文件并从备份恢复。";
}

using NodaTime;

namespace CityKit.Import.Surveys;

/// <summary>How far an import is (导入进度). <c>default</c> is before the first row.</summary>
/// <param name="Rows">Rows dealt with, those of earlier runs included.</param>
/// <param name="Rejected">Rows rejected, those of earlier runs included.</param>
/// <param name="Bytes">Bytes of the file, unpacked.</param>
/// <param name="RowsBefore">Rows that an earlier run had dealt with.</param>
/// <param name="Elapsed">Since this run began.</param>
public readonly record struct SurveyProgress(long Rows, long Rejected, long Bytes, long RowsBefore, Duration Elapsed)
{
    /// <summary>Rows of the whole file, as far as it says; null for text.</summary>
    public long? RowsOfFile { get; init; }

    /// <summary>Rows a second of this run.</summary>
    public double RowsPerSecond => Elapsed > Duration.Zero ? (Rows - RowsBefore) / Elapsed.TotalSeconds : 0;

    /// <summary>
    /// The time left when so much of the file is done, 0 to 1, and so much was done when this run began; null when that is too early to
    /// say.
    /// </summary>
    public Duration? TimeLeft(double done, double doneBefore = 0) =>
        done > doneBefore ? Elapsed * ((1 - done) / (done - doneBefore)) : null;
}

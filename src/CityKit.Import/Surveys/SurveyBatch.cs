using CityKit.Import.Systems;

namespace CityKit.Import.Surveys;

/// <summary>The rows of one commit, read but not yet kept, and the position in the file after them.</summary>
internal sealed class SurveyBatch
{
    internal List<SurveyedRow> Rows { get; } = [];

    internal List<SurveyReject> Rejects { get; } = [];

    /// <summary>Position in the file after the last row.</summary>
    internal long Bytes { get; set; }

    /// <summary>Digest of the file up to there.</summary>
    internal string Digest { get; set; } = "";

    /// <summary>How positions are read, where that was recognised with these rows; null for as before.</summary>
    internal CoordinateReading? Reading { get; set; }

    /// <summary>Whether the file has ended.</summary>
    internal bool IsLast { get; set; }

    internal int Count => Rows.Count + Rejects.Count;
}

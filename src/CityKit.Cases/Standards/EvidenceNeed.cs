namespace CityKit.Cases.Standards;

/// <summary>What a condition asks to be shown (证据要求).</summary>
public enum EvidenceNeed : byte
{
    /// <summary>A picture from before the work (处置前照片), <c>before</c>.</summary>
    Before = 0,

    /// <summary>A picture from after the work, of the same place (处置后照片), <c>after</c>.</summary>
    After = 1,

    /// <summary>A paper of the work (处置凭证), <c>record</c>: a test report, a receipt, a notice that was served.</summary>
    Record = 2,
}

namespace CityKit.Cases.Profiles;

/// <summary>A field a command must carry.</summary>
public enum RequiredField : byte
{
    /// <summary>Why (理由).</summary>
    Reason = 1,

    /// <summary>A photo or clip (照片).</summary>
    Photo = 2,

    /// <summary>Who gets the work; the policy's dispatch table may fill it (承办单位).</summary>
    Assignee = 3,

    /// <summary>A filing condition of the item's class (立案条件).</summary>
    Condition = 4,

    /// <summary>One of the profile's outcomes (结果).</summary>
    Outcome = 5,

    /// <summary>A class of a catalogue (分类).</summary>
    Class = 6,
}

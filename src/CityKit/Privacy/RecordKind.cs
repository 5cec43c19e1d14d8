namespace CityKit.Privacy;

/// <summary>What a protected record is (受保护记录种类).</summary>
public enum RecordKind : byte
{
    /// <summary>The account of a person, or the reference to a household: the link that makes a subject somebody.</summary>
    Identity = 0,

    /// <summary>What a person reported: text, contact, where the person was.</summary>
    Report = 1,

    /// <summary>Why somebody did something: a step's or a dismissal's reason.</summary>
    Reason = 2,

    /// <summary>What opens a piece of evidence: its file's key and the original's hash.</summary>
    Evidence = 3,

    /// <summary>What a module keeps of a person, such as a certificate: until the person is erased.</summary>
    Held = 4,
}

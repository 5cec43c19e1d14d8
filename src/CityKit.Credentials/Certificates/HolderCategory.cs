namespace CityKit.Credentials.Certificates;

/// <summary>What a holder is (持证主体类别).</summary>
public enum HolderCategory : byte
{
    /// <summary>A natural person (自然人).</summary>
    Person = 0,

    /// <summary>A legal person (法人).</summary>
    LegalPerson = 1,

    /// <summary>Another organisation (其他组织).</summary>
    Organisation = 2,

    /// <summary>Persons and organisations together (混合).</summary>
    Mixed = 3,
}

namespace CityKit.Services.Items;

/// <summary>What a material is (材料类型).</summary>
public enum MaterialKind : byte
{
    /// <summary>A document: a certificate, a report, a copy (证明材料).</summary>
    Document = 0,

    /// <summary>A form to fill in and print (申请表). Claims can fill it.</summary>
    Form = 1,

    /// <summary>A signature or a statement given on site (现场签字、承诺书). A holder's own signature takes its place.</summary>
    Signature = 2,
}

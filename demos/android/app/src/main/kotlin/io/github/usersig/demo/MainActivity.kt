package io.github.usersig.demo

import android.app.Activity
import android.os.Bundle
import android.text.InputType
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.Button
import android.widget.EditText
import android.widget.LinearLayout
import android.widget.ScrollView
import android.widget.TextView
import io.github.usersig.testing.TestCredentials

/** One screen: makes a UserSig for a UserID, and explains why a UserSig is rejected. */
class MainActivity : Activity() {
    private lateinit var userId: EditText
    private lateinit var token: EditText
    private lateinit var output: TextView

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        val sdkAppId = TestCredentials.number("SDKAPPID", 0).toLong() and 0xFFFF_FFFFL
        val screen = Screen(sdkAppId, TestCredentials.text("SECRETKEY", ""))

        userId = field("UserID", InputType.TYPE_CLASS_TEXT)
        token = field("UserSig", InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_MULTI_LINE)
        output = TextView(this).apply { setTextIsSelectable(true) }

        val column = LinearLayout(this).apply { orientation = LinearLayout.VERTICAL }
        val views = listOf(
            userId,
            button("Generate") { show(screen.generate(userId.text.toString())) },
            token,
            button("Why is it rejected?") { show(screen.explain(token.text.toString(), userId.text.toString())) },
            output,
        )
        for (view in views) column.addView(view, LinearLayout.LayoutParams(MATCH_PARENT, WRAP_CONTENT))
        setContentView(ScrollView(this).apply { addView(column) })
    }

    private fun show(answer: Screen.Answer) {
        answer.token?.let(token::setText)
        output.text = answer.text
    }

    private fun field(label: String, type: Int) = EditText(this).apply {
        hint = label
        inputType = type
    }

    private fun button(label: String, action: () -> Unit) = Button(this).apply {
        text = label
        setOnClickListener { action() }
    }
}
